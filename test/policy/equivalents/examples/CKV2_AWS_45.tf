resource "aws_config_configuration_recorder" "bad" {
  name = "bad"
  role_arn = "arn"
  recording_group {
    all_supported = false
  }
}

resource "aws_config_configuration_recorder_status" "bad" {
  name = aws_config_configuration_recorder.bad.name
  is_enabled = false
}
