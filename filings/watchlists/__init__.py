"""4. Whom it concerns: companies, regions, restricted-party lists. Pure but for ``load``."""
