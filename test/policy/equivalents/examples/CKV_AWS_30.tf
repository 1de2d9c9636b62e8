resource "aws_elasticache_replication_group" "bad" {
  transit_encryption_enabled = false
}
