"""What a build runs inside of the project: its settings on the builder's database, and questions to Django."""
