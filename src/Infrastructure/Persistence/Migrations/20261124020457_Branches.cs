using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Branches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_ChatId",
                table: "Messages");

            migrationBuilder.RenameColumn(
                name: "IsNamedByUser",
                table: "Chats",
                newName: "TitleOrigin");

            migrationBuilder.AddColumn<long>(
                name: "DeletedAt",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Statistics_ContextLength",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Statistics_ContextTokens",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "Statistics_ThinkingDuration",
                table: "Messages",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "AnsweredAt",
                table: "Chats",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "SeenAt",
                table: "Chats",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "SummaryOf",
                table: "Chats",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Thinking",
                table: "Chats",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ChatId_ParentId",
                table: "Messages",
                columns: new[] { "ChatId", "ParentId" });

            migrationBuilder.CreateIndex(
                name: "IX_Messages_DeletedAt",
                table: "Messages",
                column: "DeletedAt",
                filter: "\"DeletedAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Messages_ChatId_ParentId",
                table: "Messages");

            migrationBuilder.DropIndex(
                name: "IX_Messages_DeletedAt",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "DeletedAt",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Statistics_ContextLength",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Statistics_ContextTokens",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "Statistics_ThinkingDuration",
                table: "Messages");

            migrationBuilder.DropColumn(
                name: "AnsweredAt",
                table: "Chats");

            migrationBuilder.DropColumn(
                name: "SeenAt",
                table: "Chats");

            migrationBuilder.DropColumn(
                name: "SummaryOf",
                table: "Chats");

            migrationBuilder.DropColumn(
                name: "Thinking",
                table: "Chats");

            migrationBuilder.RenameColumn(
                name: "TitleOrigin",
                table: "Chats",
                newName: "IsNamedByUser");

            migrationBuilder.CreateIndex(
                name: "IX_Messages_ChatId",
                table: "Messages",
                column: "ChatId");
        }
    }
}
