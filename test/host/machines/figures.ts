/** Figures that a suite prints when it ends, each under its name. */
export class Figures {
    private readonly lines: string[] = [];

    add(name: string, value: number, unit = "s"): void {
        this.lines.push(`${name}: ${value.toFixed(1)} ${unit}`);
    }

    print(): void {
        process.stdout.write(this.lines.map((line) => `  ${line}\n`).join(""));
    }
}
