"""One file per step of the database's shape; never edited once released."""
