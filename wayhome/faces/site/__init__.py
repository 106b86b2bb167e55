"""The public site: for whoever needs help, or loves somebody who does. Nobody is signed in."""
