"""What was sent, what we have and what came back, compared and decided on."""
