"""What the figures can bear: one module per question, plain Python without Django or clock."""
