import { cases as acm } from "./acm";
import { cases as autoscaling } from "./autoscaling";
import { cases as backup } from "./backup";
import { cases as budgets } from "./budgets";
import { RefusalCase } from "./case";
import { cases as cloudfront } from "./cloudfront";
import { cases as cloudwatch } from "./cloudwatch";
import { cases as config } from "./config";
import { cases as detection } from "./detection";
import { cases as elasticache } from "./elasticache";
import { cases as events } from "./events";
import { cases as iam } from "./iam";
import { cases as lambda } from "./lambda";
import { cases as lb } from "./lb";
import { cases as logDelivery } from "./logdelivery";
import { cases as logs } from "./logs";
import { cases as machines } from "./machines";
import { cases as messaging } from "./messaging";
import { cases as network } from "./network";
import { cases as random } from "./random";
import { cases as rds } from "./rds";
import { cases as route53 } from "./route53";
import { cases as s3 } from "./s3";
import { cases as secretsmanager } from "./secretsmanager";
import { cases as ssm } from "./ssm";
import { cases as tags } from "./tags";
import { cases as vpc } from "./vpc";
import { cases as wafv2 } from "./wafv2";

/** Every case, by service: a new file in this folder is added here. */
export const allCases: readonly RefusalCase[] = [
    acm,
    autoscaling,
    backup,
    budgets,
    cloudfront,
    cloudwatch,
    config,
    detection,
    elasticache,
    events,
    iam,
    lambda,
    lb,
    logDelivery,
    logs,
    machines,
    messaging,
    network,
    random,
    rds,
    route53,
    s3,
    secretsmanager,
    ssm,
    tags,
    vpc,
    wafv2,
].flat();
