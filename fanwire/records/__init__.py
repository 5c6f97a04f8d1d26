"""What flows between the steps: frozen records, one module for each stage border."""
