"""Step 4: recipes become bytes."""
