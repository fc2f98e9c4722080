using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// The triggers keep every entry as it was written, whatever code runs on the store. INSERT OR REPLACE would delete without a trigger
    /// of its own. Only what is older than thirty days can be deleted, so that retention can.
    /// </summary>
    public partial class AuditLog : Migration
    {
        private const string Triggers =
            """
            CREATE TRIGGER "AuditEntries_NoUpdate" BEFORE UPDATE ON "AuditEntries"
            BEGIN SELECT RAISE(ABORT, 'An entry of the audit log is not changed.'); END;
            CREATE TRIGGER "AuditEntries_NoDelete" BEFORE DELETE ON "AuditEntries"
            WHEN OLD."At" >= CAST(strftime('%s', 'now', '-30 days') AS INTEGER) * 10000000 + 621355968000000000
            BEGIN SELECT RAISE(ABORT, 'An entry of the audit log is not deleted before its time.'); END;
            CREATE TRIGGER "AuditEntries_NoReplace" BEFORE INSERT ON "AuditEntries"
            WHEN EXISTS (SELECT 1 FROM "AuditEntries" WHERE "Id" = NEW."Id")
            BEGIN SELECT RAISE(ABORT, 'An entry of the audit log is not replaced.'); END;
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Who = table.Column<Guid>(type: "TEXT", nullable: true),
                    WhoName = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "NOCASE"),
                    Act = table.Column<string>(type: "TEXT", maxLength: 48, nullable: false),
                    On = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false, collation: "NOCASE"),
                    From = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Times = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_At",
                table: "AuditEntries",
                column: "At");

            migrationBuilder.Sql(Triggers);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditEntries");
        }
    }
}
