"""What the stories are told with: visitors in front of browsers, and what they can do."""
