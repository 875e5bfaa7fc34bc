"""2. What the PDF says: text with boxes, tables, quality; read in a worker process with limits."""
