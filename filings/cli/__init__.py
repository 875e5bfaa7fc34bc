"""What users type: one module per command."""
