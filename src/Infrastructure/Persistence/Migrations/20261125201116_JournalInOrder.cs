using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <summary>
    /// By hand: for another key the generated one would switch foreign keys off outside its transaction, and a crash could leave it
    /// half done. No table refers to this one. What a crash left in it is kept; the start of the portal takes it up.
    /// </summary>
    public partial class JournalInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => Rebuild(migrationBuilder, "\"Sequence\", \"MessageId\"", "");

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) => Rebuild(migrationBuilder, "\"MessageId\", \"Sequence\"",
            ", CONSTRAINT \"FK_AnswerChunks_Messages_MessageId\" FOREIGN KEY (\"MessageId\") REFERENCES \"Messages\" (\"Id\") ON DELETE CASCADE");

        private static void Rebuild(MigrationBuilder migrationBuilder, string key, string reference) => migrationBuilder.Sql(
            $"""
            CREATE TABLE "NewAnswerChunks" (
                "MessageId" TEXT NOT NULL,
                "Sequence" INTEGER NOT NULL,
                "Kind" INTEGER NOT NULL,
                "Text" TEXT NOT NULL,
                CONSTRAINT "PK_AnswerChunks" PRIMARY KEY ({key}){reference}
            );
            INSERT INTO "NewAnswerChunks" SELECT "MessageId", "Sequence", "Kind", "Text" FROM "AnswerChunks";
            DROP TABLE "AnswerChunks";
            ALTER TABLE "NewAnswerChunks" RENAME TO "AnswerChunks";
            """);
    }
}
