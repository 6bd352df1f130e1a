"""The report in Word: styles, a pen that writes in them, and the chapters."""
