"""3. What happened: triage of titles, detectors, facts, materiality. Values in, values out."""
