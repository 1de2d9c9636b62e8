/** What flows from where to where. An arrow is drawn only if the stack has both of its ends. */
import { center, type Canvas } from "./canvas";
import { BAND, GAP, SPACE, type Places } from "./layout";
import type { Picture } from "./picture";

export function drawArrows(canvas: Canvas, { ports, backedUp, logsRequests }: Picture, places: Places): void {
    const { people, names, cdn, firewall, loadBalancer, wayOut, hosts, database, caches, bands } = places;
    const { mail, mailboxes, monitoring, alarms, contacts, secrets, storage, backup, backupCopy } = places;
    const entrance = names ?? people;
    const hostsBand = hosts.length > 0 ? bands.private : undefined;

    // From the browser to the data. The first one keeps to the right of the account's title.
    canvas.vertical("request", people, names && { ...loadBalancer, y: names.y }, beside("HTTPS"));
    canvas.vertical("request", entrance, cdn);
    canvas.vertical("request", cdn, storage);
    canvas.vertical("request", entrance, firewall);
    canvas.vertical("request", firewall ?? entrance, loadBalancer, beside(ports.toLoadBalancer));
    canvas.vertical("request", loadBalancer, hosts[0], beside(ports.toHosts, BAND));
    canvas.vertical("data", hosts[0], database, beside(ports.toDatabase, BAND));
    canvas.vertical("data", hosts.at(-1), caches[0], beside(ports.toCaches, BAND));
    canvas.horizontal("data", hostsBand, storage, center(bands.private));

    // Out of the VPC
    canvas.vertical("out", hosts.at(-1), wayOut);
    canvas.vertical("mail", wayOut, mail ?? mailboxes);
    canvas.vertical("mail", mail, mailboxes);
    canvas.horizontal("secrets", hostsBand, secrets, center(bands.private) + SPACE);

    // Monitoring
    canvas.horizontal("logs", hostsBand, monitoring, center(bands.private) - SPACE);
    if (logsRequests) canvas.horizontal("logs", loadBalancer, storage, center(loadBalancer));
    canvas.vertical("alarm", monitoring, alarms);
    canvas.vertical("alarm", alarms, contacts);

    // Backups
    if (backedUp.files) canvas.vertical("backup", storage, backup);
    if (backedUp.database && backup) canvas.horizontal("backup", database, backup, center(backup));
    canvas.vertical("backup", backup, backupCopy);
}

/** A label in the middle of the gap that begins `inset` below the card, clear of the frames' borders. */
const beside = (words: string, inset = 0): { text: string; below: number } => ({
    text: words,
    below: inset + GAP / 2 + 4,
});
