"""Reporting rounds: partners are asked, answer, sign; the secretariat checks and approves."""
