resource "aws_s3_bucket_public_access_block" "bad" {
  bucket = "bad"
  block_public_policy = false
}
