import type * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../../config";
import { databaseClass, maxDatabaseConnections } from "../../../config/instance-types";
import type { Alarm, Metric } from "../alarm";

export interface DatabaseTargets extends Pick<Settings, "databaseInstanceClass" | "databaseStorageGib"> {
    readonly identifier: pulumi.Input<string>;
}

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;

/**
 * Alarms on the database's storage, load and speed. Percentages are of the instance class and of `databaseStorageGib`. No
 * metric tells how much storage RDS has added since; its event "low storage" (at 90 % of what there is) goes to the
 * critical contacts too.
 */
export function databaseAlarms(targets: DatabaseTargets): Alarm[] {
    const { databaseInstanceClass, databaseStorageGib, identifier } = targets;
    const memoryMib = databaseClass(databaseInstanceClass)?.memoryMib ?? 0;
    const metric = (name: string, statistic: Metric["statistic"]): Metric => ({
        namespace: "AWS/RDS",
        name,
        statistic,
        dimensions: { DBInstanceIdentifier: identifier },
    });
    /** A quarter of an hour of five-minute averages, unless the row says otherwise. */
    const database = (
        alarm: Pick<Alarm, "name" | "metric" | "is" | "threshold" | "why"> & Partial<Alarm>,
    ): Alarm => ({
        concern: "Database",
        severity: "warning",
        minutes: 5,
        datapoints: [3, 3],
        missing: "notBreaching",
        runbook: "database-overloaded",
        ...alarm,
        name: `database-${alarm.name}`,
    });
    return [
        database({
            name: "cpu",
            metric: metric("CPUUtilization", "Average"),
            is: ">",
            threshold: 85,
            // RDS reports every minute for as long as the instance runs.
            missing: "breaching",
            why: "The database is short of processor time, or does not report at all; every page becomes slow.",
        }),
        database({
            name: "storage-low",
            metric: metric("FreeStorageSpace", "Minimum"),
            is: "<",
            // RDS enlarges the storage after five minutes with 10 % or less, but not within six hours of the last time.
            // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html
            threshold: Math.round(databaseStorageGib * 0.09 * GIB),
            datapoints: [6, 6],
            runbook: "database-storage-full",
            why: "For half an hour the database has had so little free storage that RDS should have enlarged it, and it has not.",
        }),
        database({
            name: "storage-full",
            severity: "critical",
            metric: metric("FreeStorageSpace", "Minimum"),
            is: "<",
            threshold: Math.round(databaseStorageGib * 0.05 * GIB),
            datapoints: [1, 1],
            runbook: "database-storage-full",
            why: "Hardly any of the database's storage is free; MySQL stops when it is full.",
        }),
        database({
            name: "memory",
            metric: metric("FreeableMemory", "Average"),
            is: "<",
            threshold: Math.round(memoryMib * 0.05 * MIB),
            why: "The database has less than 5 % of its memory left and starts to swap.",
        }),
        database({
            name: "connections",
            severity: "critical",
            metric: metric("DatabaseConnections", "Maximum"),
            is: ">=",
            threshold: Math.floor(maxDatabaseConnections(databaseInstanceClass) * 0.8),
            minutes: 1,
            datapoints: [5, 5],
            why: "80 % of the database's connections are taken; beyond 100 % requests fail.",
        }),
        database({
            name: "read-latency",
            metric: metric("ReadLatency", "Average"),
            is: ">",
            threshold: 0.02,
            why: "Reading from the database's disk takes more than 20 ms on average.",
        }),
        database({
            name: "write-latency",
            metric: metric("WriteLatency", "Average"),
            is: ">",
            threshold: 0.02,
            why: "Writing to the database's disk takes more than 20 ms on average.",
        }),
        database({
            name: "disk-queue",
            metric: metric("DiskQueueDepth", "Average"),
            is: ">",
            threshold: 20,
            why: "More than 20 requests wait for the database's disk.",
        }),
        ...(isBurstable(databaseInstanceClass)
            ? [
                  database({
                      name: "cpu-credits",
                      metric: metric("CPUCreditBalance", "Minimum"),
                      is: "<",
                      threshold: 10,
                      // A new instance starts without credits and earns these ten within the hour.
                      datapoints: [12, 12],
                      why: "The burstable database has used up its CPU credits: from here on it costs extra or slows down.",
                  }),
              ]
            : []),
    ];
}

const isBurstable = (instanceClass: string): boolean => /^db\.t\d/.test(instanceClass);
