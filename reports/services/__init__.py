"""What may be done with editions. Every write leaves a trail."""
