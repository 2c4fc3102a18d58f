"""Small worlds that several tests play in; no test lives here."""
