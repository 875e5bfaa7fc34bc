"""The engine: joins the stations to the store, one durable step at a time."""
