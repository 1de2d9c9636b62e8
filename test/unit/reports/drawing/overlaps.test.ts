import { ENDPOINT_SERVICES } from "../../../../config/endpoint-services";
import type { Changes } from "../../../../config/example";
import { draw } from "../../../../reports/drawing";
import { browserSuite } from "../../policies/report/browser";
import { deploymentOf, MAIL_SERVER } from "./deployment";
import { overlaps } from "./overlaps";

const elsewhere = "elsewhere: the audit account of the organisation, ticket SEC-12";
const longDomain = "human-resources-management.people-operations.example.com";

const STACKS: readonly (readonly [title: string, changes: Changes])[] = [
    ["production", {}],
    ["starter", { profile: "starter", backupRegion: undefined }],
    [
        "without a NAT",
        {
            nat: "none",
            availabilityZones: 2,
            interfaceEndpoints: ENDPOINT_SERVICES,
            emailUrl: MAIL_SERVER,
            amiId: "ami-0123456789abcdef0",
        },
    ],
    ["with long names", { domain: longDomain, emailFrom: `hr@${longDomain}`, region: "ap-southeast-2" }],
    [
        "with everything that has a switch",
        {
            databaseProxy: true,
            interfaceEndpoints: ["secretsmanager", "logs"],
            cacheEngine: "valkey",
            cacheReplicas: 5,
            emailUrl: MAIL_SERVER,
            databaseInstanceClass: "db.r7g.4xlarge",
            webMaxHosts: 12,
        },
    ],
    [
        "with detection elsewhere and one cache",
        {
            cloudTrail: elsewhere,
            guardDuty: elsewhere,
            awsConfig: elsewhere,
            securityHub: elsewhere,
            inspector: elsewhere,
            accessAnalyzer: elsewhere,
            cacheSeparateQueue: false,
            workerMinHosts: 0,
            workerMaxHosts: 0,
        },
    ],
];

browserSuite("the drawing of a stack", (open) => {
    test.each(STACKS)("%s has no text on a line or on another text", async (_, changes) => {
        const { page, complaints } = await open(draw(await deploymentOf(changes)));
        expect([...complaints, ...(await overlaps(page))]).toEqual([]);
    });

    test("would be rejected with a text on an arrow, on a text, or on the border of a box", async () => {
        const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200">
            <rect x="0" y="0" width="60" height="60"/><path class="flow" d="M200 0L200 100" stroke="black"/>
            <text x="40" y="30">border</text><text x="190" y="50">arrow</text>
            <text x="300" y="150">one</text><text x="310" y="152">two</text></svg>`;
        const { page } = await open(svg);
        expect(await overlaps(page)).toEqual([
            '"border" crosses the border of a box',
            '"arrow" lies on an arrow',
            '"one" overlaps "two"',
        ]);
    });
});
