"""The web app, asked as a browser and as a program asks it."""
