"""Step 1: files become documents."""
