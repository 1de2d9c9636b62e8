/**
 * The deployment checklist as data: one row for each line of `checklist.md`, in the order of that file.
 *
 * A row says under which id the rest of the code speaks of that line, and what a careful auditor would want
 * to see before believing it. The wording itself is read from `checklist.md` (see `join.ts`), so that it
 * exists once.
 */

/**
 * The kinds of evidence. The first five can be had before production serves anyone, `probe` and `drill` only
 * on what runs; `person` is a judgement that no code can make.
 */
export const evidenceKinds = {
    resource: "a component provides it, and a test asserts that",
    policy: "the policy pack blocks a stack without it",
    host: "asserted on a booted host",
    release: "a gate that every release of the application passes",
    document: "a runbook heading that exists",
    probe: "verified on the live site or account",
    drill: "rehearsed, with the result recorded",
    person: "attested by name, role and date; never ticked by code",
} as const;

export type Evidence = keyof typeof evidenceKinds;

/** `<section>.<subsection>.<item>` → the evidence wanted, all of it. Ids are stable: reports refer to them. */
export const wantedEvidence = {
    "preparation.code.tested-in-development": ["release", "person"],
    "preparation.code.tests-pass": ["release"],
    "preparation.code.committed": ["policy", "release", "probe"],
    "preparation.code.merged": ["release"],
    "preparation.code.dependencies": ["release"],

    "preparation.database.backup-strategy": ["resource", "document"],
    "preparation.database.migrations-tested": ["host", "release"],
    "preparation.database.schema-final": ["release", "probe"],
    "preparation.database.seed-data": ["release", "person"],

    "preparation.environment.variables": ["resource", "policy", "host"],
    "preparation.environment.secret-key": ["resource", "policy", "host", "release"],
    "preparation.environment.database-credentials": ["resource", "policy", "host"],
    "preparation.environment.email-credentials": ["resource", "probe"],
    "preparation.environment.allowed-hosts": ["host", "probe"],

    "security.django.debug-off": ["release", "probe"],
    "security.django.secret-key": ["resource", "policy", "host", "release"],
    "security.django.allowed-hosts": ["host", "probe"],
    "security.django.headers": ["resource", "policy", "probe"],
    "security.django.csrf": ["release", "probe"],

    "security.database.least-privilege": ["resource", "policy", "probe"],
    "security.database.strong-password": ["resource", "policy"],
    "security.database.restricted-access": ["resource", "policy", "probe"],
    "security.database.backup-encryption": ["resource", "policy", "probe"],

    "security.tls.certificate": ["resource", "policy", "probe"],
    "security.tls.tested": ["policy", "probe"],
    "security.tls.https-redirect": ["resource", "policy", "probe"],
    "security.tls.hsts": ["resource", "policy", "probe"],

    "security.server.firewall": ["resource", "policy", "probe"],
    "security.server.ssh-keys": ["resource", "policy", "host"],
    "security.server.patches": ["resource", "policy", "probe"],
    "security.server.minimal-services": ["policy", "host", "probe"],

    "setup.server.provisioned": ["resource", "policy", "probe"],
    "setup.server.sized": ["resource", "probe"],
    "setup.server.os-updated": ["resource", "policy", "probe"],
    // MySQL and Redis are managed services (resource); Python and Nginx are on the host.
    "setup.server.software": ["resource", "host"],

    "setup.application.code-deployed": ["release", "probe"],
    "setup.application.virtualenv": ["host", "release"],
    "setup.application.dependencies-installed": ["host", "release"],
    "setup.application.collectstatic": ["release", "probe"],

    "setup.database.server": ["resource", "policy", "probe"],
    "setup.database.created": ["resource", "probe"],
    "setup.database.migrations-run": ["release", "probe"],
    "setup.database.superuser": ["resource", "release"],
    "setup.database.backups": ["resource", "policy", "probe"],

    "setup.web.nginx": ["host", "probe"],
    "setup.web.gunicorn": ["host", "probe"],
    "setup.web.static-files": ["resource", "probe"],
    "setup.web.media-uploads": ["resource", "host"],
    "setup.web.gzip": ["host", "probe"],

    "process.services.systemd-units": ["host"],
    "process.services.start-on-boot": ["host", "drill"],
    "process.services.running": ["host", "probe"],
    // Rotated on the host's disk, expired in the log groups.
    "process.services.log-rotation": ["resource", "host"],
    "process.services.monitored": ["resource", "host"],

    "process.tools.supervisor": ["host"],
    "process.tools.workers": ["resource", "host"],
    "process.tools.queue-workers": ["resource", "policy", "host", "probe"],
    "process.tools.background-tasks": ["host", "probe"],

    "monitoring.application.health-checks": ["resource", "host", "probe"],
    "monitoring.application.error-tracking": ["resource", "probe"],
    "monitoring.application.performance": ["resource", "probe"],
    "monitoring.application.uptime": ["resource", "policy", "probe"],

    "monitoring.logging.application-logs": ["resource", "policy", "host", "probe"],
    "monitoring.logging.log-levels": ["host"],
    "monitoring.logging.rotation": ["resource", "host"],
    "monitoring.logging.centralized": ["resource", "probe"],

    "monitoring.security.failed-logins": ["resource", "host"],
    "monitoring.security.events": ["resource", "policy", "probe"],
    "monitoring.security.intrusion-detection": ["resource", "policy", "probe"],
    "monitoring.security.log-analysis": ["resource", "probe"],

    // Which index or query is good enough depends on the application: a person reviews, the slow log confirms.
    "performance.database.indexes": ["probe", "person"],
    "performance.database.connection-pooling": ["resource", "policy", "host"],
    "performance.database.slow-query-log": ["resource", "policy", "probe"],
    "performance.database.tested": ["drill", "probe"],

    "performance.application.caching": ["resource", "host"],
    "performance.application.static-files": ["resource", "release", "probe"],
    "performance.application.queries": ["probe", "person"],
    "performance.application.memory": ["host", "probe"],

    "performance.static.cdn": ["resource", "probe"],
    "performance.static.cache-headers": ["resource", "probe"],
    "performance.static.images": ["release"],
    "performance.static.minification": ["release", "probe"],

    "backup.database.automated": ["resource", "policy", "probe"],
    "backup.database.retention": ["resource", "policy", "document"],
    "backup.database.encryption": ["resource", "policy", "probe"],
    "backup.database.restore-tested": ["resource", "policy", "drill"],

    "backup.application.code": ["resource", "probe"],
    "backup.application.files": ["resource", "policy", "probe"],
    "backup.application.configuration": ["resource", "probe"],
    // ACM keys cannot be exported. Instead of a backup, the program can issue the certificate again.
    "backup.application.certificates": ["resource", "document"],

    "backup.recovery.documented": ["document"],
    "backup.recovery.tested": ["drill"],
    // An objective is worth something once a drill has been measured against it.
    "backup.recovery.rto": ["document", "drill"],
    "backup.recovery.rpo": ["policy", "document", "drill"],

    "testing.functional.production-like": ["host", "person"],
    "testing.functional.user-roles": ["person"],
    "testing.functional.email": ["host", "probe"],
    "testing.functional.files": ["host", "probe"],
    "testing.functional.reports": ["host", "person"],

    "testing.performance.load": ["drill"],
    "testing.performance.response-time": ["drill", "probe"],
    "testing.performance.resource-usage": ["resource", "probe"],
    "testing.performance.database": ["drill", "probe"],

    "testing.security.scanning": ["resource", "release"],
    "testing.security.penetration": ["person"],
    "testing.security.vulnerabilities": ["resource", "probe", "person"],
    // A policy and a probe cover access in AWS. The application decides who sees whose payroll, and a person tries it.
    "testing.security.access-controls": ["policy", "probe", "person"],

    "documentation.documents.deployment": ["document"],
    "documentation.documents.architecture": ["document"],
    "documentation.documents.runbook": ["document"],
    "documentation.documents.support-contacts": ["policy", "document", "person"],

    "documentation.training.operations": ["person"],
    "documentation.training.support": ["document", "person"],
    "documentation.training.recovery": ["document"],
    "documentation.training.escalation": ["document", "person"],

    "go-live.pre-launch.security-review": ["person"],
    "go-live.pre-launch.benchmarks": ["drill", "probe"],
    "go-live.pre-launch.backups-verified": ["drill", "probe"],
    // An alarm that never reached anyone is not an alert: the drill sets one off.
    "go-live.pre-launch.alerts": ["resource", "policy", "drill"],
    "go-live.pre-launch.dns": ["resource", "probe"],

    "go-live.launch.deployed": ["release", "probe"],
    "go-live.launch.dns": ["resource", "probe"],
    "go-live.launch.certificates": ["resource", "policy", "probe"],
    "go-live.launch.monitoring": ["resource", "probe"],
    "go-live.launch.health-checks": ["release", "probe"],

    "go-live.post-launch.accessible": ["probe"],
    "go-live.post-launch.critical-features": ["probe", "person"],
    "go-live.post-launch.performance": ["resource", "probe"],
    "go-live.post-launch.error-rates": ["resource", "probe"],
    "go-live.post-launch.user-acceptance": ["person"],

    "operations.first-day.errors": ["resource", "probe"],
    "operations.first-day.resource-usage": ["resource", "probe"],
    "operations.first-day.security-alerts": ["resource", "probe"],
    "operations.first-day.backup-jobs": ["resource", "probe"],
    "operations.first-day.performance": ["resource", "probe"],

    "operations.ongoing.update-schedule": ["resource", "document"],
    "operations.ongoing.performance": ["resource", "probe"],
    "operations.ongoing.log-analysis": ["resource", "person"],
    "operations.ongoing.backup-verification": ["resource", "drill"],
    "operations.ongoing.documentation": ["document", "person"],

    "incident.alerts.critical": ["resource", "policy", "drill"],
    "incident.alerts.contacts": ["resource", "policy", "probe"],
    "incident.alerts.escalation": ["document", "person"],
    "incident.alerts.response-plan": ["document"],

    "incident.recovery.rollback": ["document"],
    "incident.recovery.emergency-contacts": ["document", "person"],
    "incident.recovery.disaster-plan": ["document"],
    "incident.recovery.tested": ["drill"],

    "sign-off.approval.technical-lead": ["person"],
    "sign-off.approval.security": ["person"],
    "sign-off.approval.operations": ["person"],
    "sign-off.approval.business": ["person"],

    "sign-off.records.deployment-date": ["release"],
    "sign-off.records.version": ["release", "probe"],
    // Kept in the company's own systems, which this project does not see.
    "sign-off.records.change-management": ["person"],
    "sign-off.records.knowledge-base": ["person"],
} as const satisfies Record<string, readonly Evidence[]>;

/** The id of one line of the checklist; the compiler refuses any other string. */
export type ChecklistId = keyof typeof wantedEvidence;

/** The ids of the lines that want a kind of evidence. */
export type ItemsWanting<Kind extends Evidence> = {
    [Id in ChecklistId]: Kind extends (typeof wantedEvidence)[Id][number] ? Id : never;
}[ChecklistId];

/**
 * Lines that say the same thing twice, in other words. Both stay, as the checklist is not ours to edit; what
 * proves one proves the other, so they want the same evidence.
 */
export const saidTwice: readonly (readonly [ChecklistId, ChecklistId])[] = [
    ["preparation.environment.secret-key", "security.django.secret-key"],
    ["preparation.environment.allowed-hosts", "security.django.allowed-hosts"],
    ["security.database.backup-encryption", "backup.database.encryption"],
    ["security.server.patches", "setup.server.os-updated"],
    ["setup.database.backups", "backup.database.automated"],
    ["process.services.log-rotation", "monitoring.logging.rotation"],
    ["performance.database.tested", "testing.performance.database"],
    ["backup.recovery.documented", "documentation.training.recovery"],
    ["backup.recovery.tested", "incident.recovery.tested"],
    ["documentation.training.escalation", "incident.alerts.escalation"],
    ["go-live.pre-launch.alerts", "incident.alerts.critical"],
    ["go-live.pre-launch.dns", "go-live.launch.dns"],
];
