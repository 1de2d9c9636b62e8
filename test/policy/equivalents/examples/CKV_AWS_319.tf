resource "aws_cloudwatch_metric_alarm" "bad" {
  alarm_name = "bad"
  actions_enabled = false
}
