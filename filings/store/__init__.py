"""What we remember: the database and the vault of PDFs. One writer, durable steps."""
