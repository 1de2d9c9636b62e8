resource "aws_db_instance" "bad" {
  engine = "mysql"
  instance_class = "db.t4g.small"
  parameter_group_name = aws_db_parameter_group.bad.name
}

resource "aws_db_parameter_group" "bad" {
  family = "mysql8.4"
  parameter {
    name  = "require_secure_transport"
    value = "0"
  }
}
