"""5. Telling people: routes, briefs in English and Chinese, channels."""
