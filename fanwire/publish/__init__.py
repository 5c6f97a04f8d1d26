"""Step 5: bytes go to output/."""
