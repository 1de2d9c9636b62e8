resource "aws_db_instance" "bad" {
  instance_class = "db.t4g.small"
}
