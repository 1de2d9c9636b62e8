resource "aws_lambda_permission" "bad" {
  action = "lambda:InvokeFunction"
  function_name = "bad"
  principal = "s3.amazonaws.com"
}
