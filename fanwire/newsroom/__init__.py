"""Step 2: documents become the library, the domain of a news room."""
