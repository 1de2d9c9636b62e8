/** Tests the detector by itself, with each known form of a secret and with texts that try to slow it down. */
import { secretInText } from "../../policies/aws/secret-detector";
import { SECRET_PATTERNS } from "../../policies/aws/secret-patterns";

// Joined at run time, so that no scanner reports them as real secrets.
const digits = (length: number): string => "0123456789abcdef".repeat(10).slice(0, length);
const mixed = (length: number): string => "aB3dE5gH7j".repeat(10).slice(0, length);

/** An example for each pattern, in the order of the table. */
const EXAMPLES: readonly string[] = [
    `id = AKIA${"A2B3".repeat(4)}`,
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    `AGE-SECRET-KEY-1${"Q".repeat(58)}`,
    "postgres://${USER}:${PASS}@db postgres://hrms:hunter2@db",
    `x = 'django-insecure-${mixed(20)}'`,
    `ghp_${mixed(36)}`,
    `glpat-${mixed(20)}`,
    `xoxb-${digits(12)}`,
    `https://hooks.slack.com/services/${mixed(44)}`,
    `sk_live_${mixed(24)}`,
    `SG.${mixed(22)}.${mixed(43)}`,
    `SK${digits(32)}`,
    `AIza${mixed(35)}`,
    `sk-ant-${mixed(40)}`,
    `npm_${mixed(36)}`,
    `pypi-AgEIcHlwaS5vcmc${mixed(60)}`,
    `sntrys_${mixed(60)}`,
    `pul-${digits(40)}`,
    `hvs.${mixed(24)}`,
    `dop_v1_${digits(64)}`,
    `eyJ${mixed(20)}.eyJ${mixed(20)}.${mixed(20)}`,
    "curl -H 'Authorization: Bearer ${A}' -H 'Authorization: Basic aHJtczpodW50ZXIy'",
    "curl --silent -u hrms:hunter2 https://example.com",
];

test("each pattern has an example", () => {
    expect(EXAMPLES).toHaveLength(SECRET_PATTERNS.length);
});

test.each(SECRET_PATTERNS.map(({ kind }, index) => [kind, EXAMPLES[index] ?? ""]))(
    "%s: %s",
    (kind, example) => {
        expect(secretInText(`echo\n${example}\n`)).toBe(kind);
    },
);

test.each([
    "password: hunter22",
    "DB_PASSWORD=hunter22",
    "export API_KEY='hunter22'",
    '{\\"password\\":\\"hunter22\\"}',
    "'secret' => 'hunter22'",
    "mysql --user hrms --password hunter22",
    "- name: DB_PASSWORD\n  value: hunter22",
    "SECRET_KEY = 'hunter22'  # from settings.py",
    "run(env={'TOKEN': 'hunter22'})",
    // This password contains a brace by chance.
    "DB_PASSWORD='${RA3}n2A]_Ae4(b$7zvMXJjXzyUh66'",
    "base64 -d <<EOF\nUEFTU1dPUkQ9aHVudGVyMjI4\nEOF",
])("finds the secret in %s", (text) => {
    expect(secretInText(text)).toBe("a literal under the name of a secret");
});

test.each([
    "SECRET_KEY = os.environ['SECRET_KEY']",
    'SECRET_KEY = env("DJANGO_SECRET_KEY")',
    "connect(user=user, password=password)",
    "connect(password=db_password, token=settings.API_TOKEN)",
    "password = getpass.getpass()",
    "aws secretsmanager get-secret-value --secret-id hrms/prod --query SecretString",
    "TOKEN=$(curl -X PUT http://169.254.169.254/latest/api/token)",
    'curl -H "X-aws-ec2-metadata-token: $TOKEN" -u "$USER:$PASSWORD" https://example.com',
    'curl -H "Authorization: Bearer ${TOKEN}"',
    "https://user:****@example.com",
    "passwd: files systemd",
    "lock_passwd: true",
    "PasswordAuthentication no",
    "PasswordAuthentication: prohibit-password",
    '{"Action": "secretsmanager:GetSecretValue", "Resource": "arn:aws:secretsmanager:eu-central-1:1:secret:hrms-AbCdEf"}',
    "docker login --username AWS --password-stdin 123456789012.dkr.ecr.eu-central-1.amazonaws.com",
    "DB_PASSWORD=<your password>",
    "DB_PASSWORD=********",
    "-----BEGIN CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----",
])("finds no secret in %s", (text) => {
    expect(secretInText(text)).toBeUndefined();
});

/** Seconds that the longest text may take. It takes about a tenth of them. */
const MOST_SECONDS = 5;

test.each([
    "eyJ-",
    "a=",
    "a.",
    "password=",
    "curl -u a:",
    "-----BEGIN A ",
    "ftp://a:",
    "A",
    "--a ",
    "AAAAAAAAAAAAAAAAA\n",
    "${a",
    "{{",
    "name: a\n",
])("reads a long text of %j quickly", (part) => {
    const started = performance.now();
    secretInText(part.repeat(300_000 / part.length));
    expect((performance.now() - started) / 1000).toBeLessThan(MOST_SECONDS);
});
