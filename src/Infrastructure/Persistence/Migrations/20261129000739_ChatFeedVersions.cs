using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChatAi.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class ChatFeedVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "ChatsResyncVersion",
                table: "Users",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ChatsVersion",
                table: "Users",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "FeedVersion",
                table: "Chats",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateIndex(
                name: "IX_Chats_OwnerId_FeedVersion",
                table: "Chats",
                columns: new[] { "OwnerId", "FeedVersion" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Chats_OwnerId_FeedVersion",
                table: "Chats");

            migrationBuilder.DropColumn(
                name: "ChatsResyncVersion",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "ChatsVersion",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "FeedVersion",
                table: "Chats");
        }
    }
}
