resource "aws_db_instance" "bad" {
  storage_encrypted = false
  instance_class = "db.t4g.small"
}
