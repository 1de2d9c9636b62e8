resource "aws_lb" "bad" {
  load_balancer_type = "application"
  internal = false
  desync_mitigation_mode = "monitor"
}
