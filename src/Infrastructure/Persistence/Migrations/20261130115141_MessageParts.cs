using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// Reasoning and text become parts, which begin with what a crash may have left in the journal. Its key tells nothing of lengths in
    /// UTF-16 units, so the text moves to its message at once.
    /// </summary>
    public partial class MessageParts : Migration
    {
        // Answers with reasoning in the journal have a place for it, even if they had none before.
        private const string PartsOfMessages =
            """
            INSERT INTO "MessageParts" ("MessageId", "Index", "Kind", "Text", "Data")
            SELECT "Id", 0, 0, "Thinking", iif("Statistics_ThinkingDuration" IS NULL, NULL,
                json_object('type', 'reasoning', 'seconds', round("Statistics_ThinkingDuration" / 10000000.0, 3)))
            FROM "Messages" WHERE "Thinking" <> '';

            INSERT INTO "MessageParts" ("MessageId", "Index", "Kind", "Text")
            SELECT "Id", iif("Thinking" = '' AND "Id" NOT IN (SELECT "MessageId" FROM "AnswerChunks" WHERE "Kind" = 0), 0, 1), 1, "Content"
            FROM "Messages" WHERE "Content" <> '';
            """;

        private const string PartsOfJournal =
            """
            INSERT INTO "MessageParts" ("MessageId", "Index", "Kind", "Text")
            SELECT "MessageId", 0, 0, group_concat("Text", '' ORDER BY "Sequence")
            FROM "AnswerChunks" WHERE "Kind" = 0 AND "MessageId" IN (SELECT "Id" FROM "Messages") GROUP BY "MessageId"
            ON CONFLICT DO UPDATE SET "Text" = "Text" || excluded."Text";

            INSERT INTO "MessageParts" ("MessageId", "Index", "Kind", "Text")
            SELECT "MessageId",
                EXISTS (SELECT 1 FROM "MessageParts" p WHERE p."MessageId" = c."MessageId" AND p."Kind" = 0), 1,
                group_concat("Text", '' ORDER BY "Sequence")
            FROM "AnswerChunks" c WHERE "Kind" = 1 AND "MessageId" IN (SELECT "Id" FROM "Messages") GROUP BY "MessageId"
            ON CONFLICT DO UPDATE SET "Text" = "Text" || excluded."Text";
            """;

        private const string PartsToColumns =
            """
            UPDATE "Messages" SET
                "Thinking" = coalesce((SELECT group_concat("Text", char(10, 10) ORDER BY "Index")
                    FROM "MessageParts" WHERE "MessageId" = "Id" AND "Kind" = 0), ''),
                "Content" = coalesce((SELECT group_concat("Text", char(10, 10) ORDER BY "Index")
                    FROM "MessageParts" WHERE "MessageId" = "Id" AND "Kind" = 1), ''),
                "Statistics_ThinkingDuration" = (SELECT CAST(sum("Data" ->> '$.seconds') * 10000000 AS INTEGER)
                    FROM "MessageParts" WHERE "MessageId" = "Id" AND "Kind" = 0);
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "MessageParts",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Index = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MessageParts", x => new { x.MessageId, x.Index });
                    table.ForeignKey(
                        name: "FK_MessageParts_Messages_MessageId",
                        column: x => x.MessageId,
                        principalTable: "Messages",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.Sql(PartsOfMessages);
            migrationBuilder.Sql(PartsOfJournal);

            migrationBuilder.DropTable(name: "AnswerChunks");

            migrationBuilder.CreateTable(
                name: "AnswerChunks",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Part = table.Column<int>(type: "INTEGER", nullable: false),
                    Offset = table.Column<int>(type: "INTEGER", nullable: false),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    Data = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table => table.PrimaryKey("PK_AnswerChunks", x => new { x.MessageId, x.Part, x.Offset }));

            migrationBuilder.DropColumn(name: "Content", table: "Messages");

            migrationBuilder.DropColumn(name: "Statistics_ThinkingDuration", table: "Messages");

            migrationBuilder.DropColumn(name: "Thinking", table: "Messages");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: "Content", table: "Messages", type: "TEXT", nullable: false, defaultValue: "");

            migrationBuilder.AddColumn<long>(name: "Statistics_ThinkingDuration", table: "Messages", type: "INTEGER", nullable: true);

            migrationBuilder.AddColumn<string>(name: "Thinking", table: "Messages", type: "TEXT", nullable: false, defaultValue: "");

            migrationBuilder.Sql(PartsToColumns);

            migrationBuilder.DropTable(name: "MessageParts");

            migrationBuilder.DropTable(name: "AnswerChunks");

            migrationBuilder.CreateTable(
                name: "AnswerChunks",
                columns: table => new
                {
                    MessageId = table.Column<Guid>(type: "TEXT", nullable: false),
                    Sequence = table.Column<int>(type: "INTEGER", nullable: false),
                    Kind = table.Column<int>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table => table.PrimaryKey("PK_AnswerChunks", x => new { x.Sequence, x.MessageId }));
        }
    }
}
