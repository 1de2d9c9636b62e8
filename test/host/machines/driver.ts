/** The overlay and the database's driver, as hosts install it, for each kind of server. */
import type { DatabaseServer } from "../../../lab/database-servers";
import type { ReleasedHost } from "./shared";

/** Run by the application's shell. Prints what its connection is like. */
const SESSION = `
import json, time
from django.contrib.auth.models import User
from django.core.signals import request_started
from django.db import connection

def rows(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()

found = {name: value for pattern in ("%_isolation", "character_set_%") for name, value in rows(f"SHOW VARIABLES LIKE '{pattern}'")}
found |= dict(rows("SHOW SESSION STATUS LIKE 'Ssl_cipher'"))
name = "jürgen-ნინო-🍀"
User.objects.create(username=name)
found["text survives"] = User.objects.get(username=name).username == name
found["compared without accents"] = User.objects.filter(username="JURGEN-ნინო-🍀").count()
User.objects.filter(username=name).delete()

# The server ends connections that are idle for long. Django must notice at the next request.
[[first]] = rows("SELECT CONNECTION_ID()")
rows("SET SESSION wait_timeout = 1")
time.sleep(2.5)
request_started.send(None)
[[second]] = rows("SELECT CONNECTION_ID()")
found["new connection after an idle one"] = first != second
print(json.dumps(found))
`;

const TRAITS = {
    mariadb: { version: /MariaDB/, plugin: "mysql_native_password", collation: /^utf8mb4_/ },
    mysql: { version: /^\d+\.\d+\.\d+/, plugin: "caching_sha2_password", collation: /^utf8mb4_0900_ai_ci$/ },
} as const satisfies Readonly<Record<DatabaseServer, unknown>>;

/** Tests of a host whose lab has this kind of server. */
export function driver(kind: DatabaseServer, shared: ReleasedHost): void {
    describe(`the driver on ${kind}`, () => {
        beforeAll(() => shared.prepare());

        const { version, plugin, collation } = TRAITS[kind];
        const sql = (statement: string): string => shared.lab.database.sql(statement);

        test("the server and the application's user are of that kind", () => {
            expect(sql("SELECT VERSION()")).toMatch(version);
            expect(sql("SELECT DISTINCT plugin FROM mysql.user WHERE User LIKE 'hrms\\_%'")).toBe(plugin);
        });

        test("the tables that migrations make compare texts as the server does by default", () => {
            const { databaseName } = shared.lab.settings;
            const collations = sql(
                `SELECT DISTINCT table_collation FROM information_schema.tables WHERE table_schema = '${databaseName}'`,
            );
            expect(collations).toMatch(collation);
        });

        test("a login that the server does not remember, and its session", async () => {
            // As after a restart: with caching_sha2_password, the next login must send the whole password.
            sql("FLUSH PRIVILEGES");
            const { code, stdout, stderr } = await shared.host.manage([
                ...["shell", "--no-imports", "--command", SESSION],
            ]);
            expect([code, stderr]).toEqual([0, expect.any(String)]);
            const session = JSON.parse(stdout) as Record<string, unknown>;
            expect(session.Ssl_cipher).toMatch(/^TLS_/);
            expect(session).toMatchObject({
                [kind === "mysql" ? "transaction_isolation" : "tx_isolation"]: "READ-COMMITTED",
                character_set_client: "utf8mb4",
                character_set_connection: "utf8mb4",
                character_set_results: "utf8mb4",
                "text survives": true,
                "compared without accents": 1,
                "new connection after an idle one": true,
            });
        });
    });
}
