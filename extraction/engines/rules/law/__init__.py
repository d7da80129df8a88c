"""Legal actions in prose: rulings of courts, suits, orders of heads of state, and laws that are used."""
