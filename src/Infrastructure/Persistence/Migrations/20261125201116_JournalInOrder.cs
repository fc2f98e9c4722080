using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class JournalInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_AnswerChunks_Messages_MessageId",
                table: "AnswerChunks");

            migrationBuilder.DropPrimaryKey(
                name: "PK_AnswerChunks",
                table: "AnswerChunks");

            migrationBuilder.AddPrimaryKey(
                name: "PK_AnswerChunks",
                table: "AnswerChunks",
                columns: new[] { "Sequence", "MessageId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "PK_AnswerChunks",
                table: "AnswerChunks");

            migrationBuilder.AddPrimaryKey(
                name: "PK_AnswerChunks",
                table: "AnswerChunks",
                columns: new[] { "MessageId", "Sequence" });

            migrationBuilder.AddForeignKey(
                name: "FK_AnswerChunks_Messages_MessageId",
                table: "AnswerChunks",
                column: "MessageId",
                principalTable: "Messages",
                principalColumn: "Id",
                onDelete: ReferentialAction.Cascade);
        }
    }
}
