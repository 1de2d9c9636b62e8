resource "aws_security_group" "bad" {
  ingress {
    description = "in"
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
