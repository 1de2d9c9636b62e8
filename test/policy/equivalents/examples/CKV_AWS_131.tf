resource "aws_lb" "bad" {
  load_balancer_type = "application"
  internal = false
  drop_invalid_header_fields = false
}
