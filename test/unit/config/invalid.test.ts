import { checkSettings } from "../../../config";
import { rawConfig } from "./raw";

function messageOf(changes: Record<string, string | undefined>): string {
    try {
        checkSettings(rawConfig(changes));
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
    throw new Error(`accepted ${JSON.stringify(changes)}`);
}

/** Setting, value that is refused, and what the message must say besides the key, the value and the remedy. */
const REFUSED: readonly (readonly [setting: string, value: string, says: string])[] = [
    ["profile", "prod", "one of production, starter"],
    ["profile", "Production", "one of production, starter"],
    ["domain", "https://hrms.example.com", "no scheme, no path"],
    ["domain", "hrms", "a DNS name in lower case"],
    ["domain", "HRMS.example.com", "in lower case"],
    ["domain", "hrms..example.com", "a DNS name"],
    ["domain", "-hrms.example.com", "a DNS name"],
    ["domain", "hrms.example.com/", "no path"],
    ["domain", `${"a".repeat(64)}.example.com`, "a DNS name"],
    ["hostedZone", "example.com.", "a DNS name"],
    ["hostedZone", "*.example.com", "a DNS name"],
    ["awsAccountId", "12345678901", "12 digits"],
    ["awsAccountId", "1234-5678-9012", "12 digits"],
    ["region", "eu-central", "an AWS region"],
    ["region", "eu-central-1a", "an AWS region"],
    ["region", "Frankfurt", "an AWS region"],
    ["owner", "x", "2 to 64"],
    ["owner", "people;systems", "letters, digits"],
    ["deletionProtection", "yes", "true or false"],
    ["deletionProtection", "1", "true or false"],
    ["vpcCidr", "10.20.0.0", "an IPv4 network"],
    ["vpcCidr", "10.20.0.1/16", "written with its first address"],
    ["vpcCidr", "10.20.0.0/8", "from /16 to /20"],
    ["vpcCidr", "10.20.0.0/21", "from /16 to /20"],
    ["vpcCidr", "10.20.0.0/33", "an IPv4 network"],
    ["vpcCidr", "300.20.0.0/16", "an IPv4 network"],
    ["vpcCidr", "fd00::/16", "an IPv4 network"],
    ["vpcCidr", "010.020.0.0/16", "an IPv4 network"],
    ["availabilityZones", "1", "from 2 to 3"],
    ["availabilityZones", "4", "from 2 to 3"],
    ["availabilityZones", "2.5", "a whole number"],
    ["availabilityZones", "two", "a whole number"],
    ["nat", "zonal", "one of regional, single, instance, none"],
    ["interfaceEndpoints", "ssm", "a list"],
    ["interfaceEndpoints", '["ec2"]', "one of ec2messages"],
    ["interfaceEndpoints", '["ssm","ssm"]', "different entries"],
    ["interfaceEndpoints", '{"a":"ssm"}', "a list"],
    ["adminCidrs", '["0.0.0.0/0"]', "from /24 to /32"],
    ["adminCidrs", '["203.0.113.0/23"]', "from /24 to /32"],
    ["adminCidrs", '["203.0.113.7/24"]', "written with its first address"],
    ["adminCidrs", "203.0.113.0/24", "a list"],
    ["adminCidrs", "[24]", "a list"],
    ["sshPublicKey", "ssh-rsa AAAAB3NzaC1yc2E", "an ssh-ed25519 public key"],
    ["sshPublicKey", "-----BEGIN OPENSSH PRIVATE KEY-----", "an ssh-ed25519 public key"],
    ["databaseVersion", "8.0", "8.4"],
    ["databaseVersion", "8.0.40", "8.4"],
    ["databaseVersion", "9.1", "8.4"],
    ["databaseVersion", "8.4.", "8.4"],
    ["databaseName", "1hrms", "a letter first"],
    ["databaseName", "hr-model", "letters, digits and underscores"],
    ["databaseName", "h".repeat(65), "1 to 64"],
    ["databaseInstanceClass", "m7g.large", "an instance class such as db.m7g.large"],
    ["databaseInstanceClass", "db.t2.micro", "of the families"],
    ["databaseInstanceClass", "db.t4g.small", "from medium on"],
    ["databaseInstanceClass", "db.m7g.huge", "of the families"],
    ["databaseMultiAz", "on", "true or false"],
    ["databaseStorageGib", "19", "from 20 to 65536"],
    ["databaseStorageGib", "65537", "from 20 to 65536"],
    ["databaseStorageGib", "-100", "a whole number"],
    ["databaseStorageGib", "1e3", "a whole number"],
    ["databaseMaxStorageGib", "0", "from 22 to 65536"],
    ["databaseBackupRetentionDays", "13", "from 14 to 35"],
    ["databaseBackupRetentionDays", "36", "from 14 to 35"],
    ["databaseBackupRetentionDays", "0", "from 14 to 35"],
    ["databaseBackupWindow", "01:00-01:20", "30 minutes to 6 hours"],
    ["databaseBackupWindow", "01:00-08:00", "30 minutes to 6 hours"],
    ["databaseBackupWindow", "25:00-26:00", "a daily window"],
    ["databaseBackupWindow", "1:00-2:00", "a daily window"],
    ["databaseMaintenanceWindow", "sunday:02:30-sunday:03:30", "a weekly window"],
    ["databaseMaintenanceWindow", "sun:02:30-mon:03:30", "within a day"],
    ["databaseMaintenanceWindow", "sun:03:30-sun:03:00", "a weekly window"],
    ["databaseProxy", "TRUE", "true or false"],
    ["databaseInsights", "basic", "one of standard, advanced"],
    ["cacheEngine", "memcached", "one of redis, valkey"],
    ["cacheNodeType", "cache.m3.large", "a node type"],
    ["cacheNodeType", "t4g.micro", "a node type"],
    ["cacheReplicas", "6", "from 0 to 5"],
    ["cacheSeparateQueue", "2", "true or false"],
    ["architecture", "arm", "one of arm64, x86_64"],
    ["amiId", "ami-debian13", "an image id"],
    ["webInstanceType", "t4g.nano", "2 GiB of memory or more"],
    ["webInstanceType", "m7g.medium", "from large on"],
    ["webInstanceType", "p5.48xlarge", "an instance type"],
    ["webMinHosts", "0", "from 1 to 20"],
    ["webMaxHosts", "41", "from 1 to 40"],
    ["workerInstanceType", "m7g.large.extra", "an instance type"],
    ["workerMinHosts", "21", "from 0 to 20"],
    ["workerMaxHosts", "a", "a whole number"],
    ["rootVolumeGib", "8", "from 16 to 1024"],
    ["maxHostLifetimeDays", "366", "from 1 to 365"],
    ["wsgiApplication", "hrms/wsgi.py", "a Python path"],
    ["wsgiApplication", "hrms.wsgi", "a Python path"],
    ["wsgiApplication", "hrms.wsgi:application; rm -rf /", "a Python path"],
    ["settingsModule", "hrms-settings", "a Python module"],
    ["timeZone", "Berlin", "a time zone"],
    ["timeZone", "GMT+1", "a time zone"],
    ["superuserEmail", "admin", "an e-mail address"],
    ["uploadLimitMib", "0", "from 1 to 1024"],
    ["healthPath", "health", "a path"],
    ["healthPath", "/health?x=1", "a path"],
    ["loginPaths", '["login"]', "a path"],
    ["loginPaths", '["/login/","/login/"]', "different entries"],
    ["hstsMaxAgeSeconds", "0", "from 60 to 63072000"],
    ["loginRateLimit", "9", "from 10 to 20000"],
    ["requestRateLimit", "99", "from 100 to 2000000"],
    ["cdnPriceClass", "PriceClass_300", "one of PriceClass_100"],
    ["emailFrom", "HR <hr@hrms.example.com>", "an e-mail address"],
    ["dmarcPolicy", "p=reject", "one of none, quarantine, reject"],
    ["criticalContacts", '["oncall"]', "an e-mail address"],
    ["criticalContacts", "oncall@example.com", "a list"],
    ["warningContacts", '["a@example.com","a@example.com"]', "different entries"],
    ["logRetentionDays", "30", "one of 90, 120"],
    ["logRetentionDays", "100", "one of 90, 120"],
    ["cloudTrail", "elsewhere", "a reason of at least 20 characters"],
    ["guardDuty", "elsewhere: yes", "a reason of at least 20 characters"],
    ["awsConfig", "none", '"here"'],
    ["securityHub", "true", '"here"'],
    ["inspector", "elsewhere:", "a reason of at least 20 characters"],
    ["accessAnalyzer", "Here", '"here"'],
    ["backupRegion", "eu", "an AWS region"],
    ["backupRetentionDays", "34", "from 35 to 3650"],
    ["backupVaultLock", "none", "one of governance, compliance"],
    ["rpoHours", "0", "from 1 to 24"],
    ["rtoHours", "100", "from 1 to 72"],
    ["patchDay", "sunday", "one of SUN"],
    ["patchHour", "24", "from 0 to 23"],
    ["monthlyBudgetUsd", "9.99", "a whole number"],
];

test("there are at least 100 refused values", () => {
    expect(REFUSED.length).toBeGreaterThanOrEqual(100);
});

test.each(REFUSED)("%s: %j is refused", (setting, value, says) => {
    const message = messageOf({ [setting]: value });
    expect(message).toContain(
        `The configuration of stack prod has a fault; nothing was changed.\n  hrms:${setting} is ${JSON.stringify(value)}: must be `,
    );
    expect(message).toContain(says);
    expect(message).toMatch(/\n {6}To mend it, (run: pulumi config set hrms:\w+ \S|.+)/);
});

test.each([
    "domain",
    "hostedZone",
    "awsAccountId",
    "region",
    "owner",
    "superuserEmail",
    "emailFrom",
    "criticalContacts",
    "warningContacts",
])("%s must be given", (setting) => {
    for (const missing of [undefined, "", setting.endsWith("Contacts") ? "[]" : ""]) {
        expect(messageOf({ [setting]: missing })).toContain(`hrms:${setting} is missing: must be `);
    }
});
