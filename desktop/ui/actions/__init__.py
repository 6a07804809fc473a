"""What can be done, declared once, and how it reaches menus, keys and palette."""
