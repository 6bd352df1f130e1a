"""The plan and its carrying out: pillars, measures, partners and status updates."""
