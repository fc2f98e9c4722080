using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// Sentences become codes with arguments, as JSON. Those of older versions stay what they are, as the argument of <c>text</c>; where
    /// administrators had a sentence of their own after a line break, as the arguments of <c>text.by-role</c>. What is such JSON already
    /// is left alone: a store may have been taken back to the earlier version.
    /// </summary>
    public partial class Reasons : Migration
    {
        private const string AllowAuditUpdates = """DROP TRIGGER "AuditEntries_NoUpdate";""";

        private const string RefuseAuditUpdates =
            """
            CREATE TRIGGER "AuditEntries_NoUpdate" BEFORE UPDATE ON "AuditEntries"
            BEGIN SELECT RAISE(ABORT, 'An entry of the audit log is not changed.'); END;
            """;

        private const string Sentences =
            """
            UPDATE "Messages" SET "Error" = json_array('text', "Error")
            WHERE "Error" IS NOT NULL AND NOT ("Error" LIKE '[%' AND json_valid("Error"));

            UPDATE "ModelPulls" SET "Error" = iif(instr("Error", char(10)) = 0,
                json_array('text', "Error"),
                json_array('text.by-role',
                    substr("Error", 1, instr("Error", char(10)) - 1), substr("Error", instr("Error", char(10)) + 1)))
            WHERE "Error" IS NOT NULL AND NOT ("Error" LIKE '[%' AND json_valid("Error"));

            UPDATE "Models" SET "Broken" = iif(instr("Broken", char(10)) = 0,
                json_array('text', "Broken"),
                json_array('text.by-role',
                    substr("Broken", 1, instr("Broken", char(10)) - 1), substr("Broken", instr("Broken", char(10)) + 1)))
            WHERE "Broken" IS NOT NULL AND NOT ("Broken" LIKE '[%' AND json_valid("Broken"));

            UPDATE "ModelPulls" SET "Step" = CASE "Step"
                WHEN '' THEN '["pull.step.starting"]'
                WHEN 'Starting' THEN '["pull.step.starting"]'
                WHEN 'Contacting the registry' THEN '["pull.step.contacting"]'
                WHEN 'Downloading' THEN '["pull.step.downloading"]'
                WHEN 'Verifying the download' THEN '["pull.step.verifying"]'
                WHEN 'Finishing' THEN '["pull.step.finishing"]'
                ELSE json_array('text', "Step") END
            WHERE NOT ("Step" LIKE '[%' AND json_valid("Step"));
            """;

        private const string AuditTargets =
            """
            UPDATE "AuditEntries" SET "Target" = json_array('audit.chats-to',
                substr("Target", 1, instr("Target", ', chats to ') - 1), substr("Target", instr("Target", ', chats to ') + 11))
            WHERE "Action" = 'account.remove' AND instr("Target", ', chats to ') > 0;

            UPDATE "AuditEntries" SET "Target" = json_array('audit.request',
                substr("Target", 1, instr("Target", ' for ') - 1), substr("Target", instr("Target", ' for ') + 5))
            WHERE "Action" IN ('model.request-approve', 'model.request-decline') AND instr("Target", ' for ') > 0;

            UPDATE "AuditEntries" SET "Target" = '["audit.members-pull"]'
            WHERE "Action" = 'server.policy' AND "Target" = 'members may download models';

            UPDATE "AuditEntries" SET "Target" = '["audit.members-ask"]'
            WHERE "Action" = 'server.policy' AND "Target" = 'members ask for models';

            UPDATE "AuditEntries" SET "Target" = json_array('audit.backup', substr("Target", 11))
            WHERE "Action" = 'server.restore' AND "Target" LIKE 'backup of %';
            """;

        private const string PlainSentences =
            """
            UPDATE "Messages" SET "Error" = json_extract("Error", '$[1]') WHERE "Error" LIKE '["text",%';
            UPDATE "Models" SET "Broken" = json_extract("Broken", '$[1]') WHERE "Broken" LIKE '["text",%';
            UPDATE "ModelPulls" SET "Error" = json_extract("Error", '$[1]') WHERE "Error" LIKE '["text",%';
            UPDATE "ModelPulls" SET "Step" = iif("Step" LIKE '["text",%', json_extract("Step", '$[1]'), '');
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(AllowAuditUpdates);

            migrationBuilder.RenameColumn(
                name: "Times",
                table: "AuditEntries",
                newName: "Count");

            migrationBuilder.RenameColumn(
                name: "On",
                table: "AuditEntries",
                newName: "Target");

            migrationBuilder.RenameColumn(
                name: "From",
                table: "AuditEntries",
                newName: "IpAddress");

            migrationBuilder.RenameColumn(
                name: "Act",
                table: "AuditEntries",
                newName: "Action");

            migrationBuilder.Sql(AuditTargets);
            migrationBuilder.Sql(RefuseAuditUpdates);
            migrationBuilder.Sql(Sentences);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(PlainSentences);

            migrationBuilder.RenameColumn(
                name: "Target",
                table: "AuditEntries",
                newName: "On");

            migrationBuilder.RenameColumn(
                name: "IpAddress",
                table: "AuditEntries",
                newName: "From");

            migrationBuilder.RenameColumn(
                name: "Count",
                table: "AuditEntries",
                newName: "Times");

            migrationBuilder.RenameColumn(
                name: "Action",
                table: "AuditEntries",
                newName: "Act");
        }
    }
}
