resource "aws_db_instance" "bad" {
  publicly_accessible = true
  instance_class = "db.t4g.small"
}
