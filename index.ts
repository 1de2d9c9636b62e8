/** The production stack: its components, in the order of the checklist, and how they are connected. */
import "./components/internal/readable-errors";
import "./components/internal/promise-traces";
import * as aws from "@pulumi/aws";
import {
    Alerts,
    Backup,
    Budget,
    Cache,
    Cdn,
    Database,
    Deployment,
    Detection,
    Dns,
    Edge,
    Email,
    Hosts,
    Keys,
    Monitoring,
    Network,
    Patching,
    Rollout,
    Secrets,
    Storage,
    Tls,
} from "./components";
import { checkAccount } from "./components/account";
import { stackTags } from "./components/internal/tags";
import { readSettings } from "./config/read";

/** Asynchronous, because nothing is to be created before AWS has said that the account can hold it. */
async function main(): Promise<Record<string, unknown>> {
    const settings = readSettings();
    const { awsAccountId, region, stack } = settings;

    const provider = new aws.Provider("aws", {
        region,
        allowedAccountIds: [awsAccountId],
        defaultTags: { tags: stackTags(settings) },
    });
    const options = { provider };
    const zones = await checkAccount(settings, options);

    const keys = new Keys("hrms-keys", settings, options);
    const alerts = new Alerts("hrms-alerts", { ...settings, keys }, options);
    const storage = new Storage("hrms-storage", { ...settings, keys }, options);
    const network = new Network("hrms-network", { ...settings, keys, zones }, options);
    const secrets = new Secrets("hrms-secrets", { ...settings, keys }, options);

    const database = new Database("hrms-database", { ...settings, keys, network, secrets, alerts }, options);
    const cache = new Cache("hrms-cache", { ...settings, keys, network, secrets }, options);

    const tls = new Tls("hrms-tls", settings, options);
    const edge = new Edge("hrms-edge", { ...settings, keys, network, storage, tls }, options);
    const cdn = new Cdn("hrms-cdn", { ...settings, storage, tls }, options);
    const dns = new Dns("hrms-dns", { ...settings, tls, edge, cdn }, options);
    const email = new Email("hrms-email", { ...settings, tls }, options);

    const hosts = new Hosts(
        "hrms-hosts",
        { ...settings, keys, network, secrets, storage, database, cache, edge, email },
        options,
    );

    const detection = new Detection("hrms-detection", { ...settings, keys, alerts, storage }, options);
    const backup = new Backup("hrms-backup", { ...settings, keys, alerts, database, storage }, options);
    const monitoring = new Monitoring(
        "hrms-monitoring",
        { ...settings, alerts, network, database, cache, edge, cdn, tls, hosts, detection, backup },
        options,
    );
    const rollout = new Rollout(
        "hrms-rollout",
        { ...settings, database, hosts, monitoring, before: [dns, cdn, email] },
        options,
    );
    new Deployment(
        "hrms-deployment",
        { ...settings, keys, storage, database, hosts, monitoring, rollout },
        options,
    );
    new Patching("hrms-patching", { ...settings, hosts, alerts }, options);
    new Budget("hrms-budget", { ...settings, alerts }, options);

    return {
        url: dns.url,
        staticUrl: dns.staticUrl,
        databaseEndpoint: database.endpoint,
        cacheEndpoint: cache.endpoint,
        releasesBucket: storage.releases.name,
        dashboard: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards:name=hrms-${stack}`,
    };
}

export = main;
