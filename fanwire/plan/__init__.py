"""Step 3: the library becomes recipes, one planner for each kind of thing a site publishes."""
